import type { Instrumentation } from "next";

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { boot } = await import("./lib/boot");
    await boot();
  }
}

/** Logs what a page or an action failed by, with the digest that its error page shows. No address: some hold a token. */
export const onRequestError: Instrumentation.onRequestError = async (err) => {
  const { log } = await import("./lib/log");
  log.error({ err }, "a page or an action failed");
};
