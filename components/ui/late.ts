import { type ComponentType, lazy } from "react";

/** A part whose script comes when it is first shown. Without a connection it shows nothing, and the page stays as it is. */
export const late = <P extends object>(load: () => Promise<ComponentType<P>>) =>
  lazy(() =>
    load().then(
      (part) => ({ default: part }),
      () => ({ default: (() => null) as ComponentType<P> }),
    ),
  );
