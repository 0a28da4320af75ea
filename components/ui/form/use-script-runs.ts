import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False until the page is alive: what needs a script would be a dead button before that, and a click on it lost. */
export const useScriptRuns = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
