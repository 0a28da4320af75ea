import "server-only";
import { AsyncLocalStorage } from "node:async_hooks";
import { isRedirectError } from "next/dist/client/components/redirect-error";
import { headers } from "next/headers";
import { createSafeActionClient } from "next-safe-action";
import { z } from "zod";
import { takeTurn } from "../accounts/fair-share";
import { takePoint } from "../accounts/rate-limit";
import { currentViewer, mustSetUp, noteWhoAsks } from "../accounts/sessions/current-viewer";
import { drawnForOf } from "../accounts/sessions/tab-session";
import { signInOf, type Viewer } from "../accounts/sessions/viewer";
import { type ActionResult, DRAWN_FOR } from "../action-result";
import { config } from "../config";

import { queueFullSeconds } from "../fair-queue";
import { log } from "../log";
import { countRefusal } from "../metrics/instruments";
import { perProcess } from "../per-process";
import { type ActionKind, mark } from "./action-kind";
import { readForm } from "./read-form";
import { type Failure, Refusal, unforeseen } from "./refusal";

/**
 * What every action goes through, in this order: origin, session, rate limit, parse; then, in the builders, ownership,
 * permission and state, ledger, run, outcome. An action can't be made without them.
 */
export const actionClient = createSafeActionClient({
  defineMetadataSchema: () => z.object({ name: z.string(), settingUp: z.boolean().optional() }),
  handleServerError: (error, { metadata }): Failure => {
    if (error instanceof Refusal) {
      return error.result;
    }
    const waitSeconds = queueFullSeconds(error);
    return waitSeconds === null
      ? unforeseen(error, metadata?.name ?? "")
      : { ok: false, code: "too-many", waitSeconds };
  },
}).use(async ({ next }) => {
  if (!isOwnOrigin(await headers(), config().panelOrigin)) {
    await noteWhoAsks();
    throw new Refusal({ ok: false, code: "wrong-origin" });
  }
  return next();
});

/** What the form says of the customer for whom it was drawn; undefined: nothing. */
const drawnFor = new AsyncLocalStorage<string | undefined>();

/** Whoever acts for a linked customer: only by a form that was drawn for that one. Their own are as ever where it says nothing. */
function refuseDrawnForAnother(viewer: Viewer): void {
  const said = drawnFor.getStore();
  if (said === undefined ? viewer.linkedTo !== undefined : said !== drawnForOf(viewer)) {
    throw new Refusal({ ok: false, code: "not-possible", reason: "other-customer" });
  }
}

const EACH_SESSION = { scope: "action", points: 120, seconds: 60 };
const EACH_ACCOUNT = { scope: "action-account", points: 240, seconds: 60 };

/** With a session, within its own rate limit and its account's. A click is use of the session. */
export const signedInClient = actionClient
  .use(async ({ next, metadata }) => {
    const viewer = await currentViewer({ touch: true, settingUp: metadata.settingUp });
    if (!viewer) {
      throw new Refusal({ ok: false, code: (await mustSetUp()) ? "set-up-first" : "signed-out" });
    }
    refuseDrawnForAnother(viewer);
    return next({ ctx: { viewer } satisfies { viewer: Viewer } });
  })
  .use(async ({ next, ctx }) => {
    const { sessionId } = ctx.viewer;
    const accountId = signInOf(ctx.viewer);
    const waits = await Promise.all([takePoint(EACH_SESSION, sessionId), takePoint(EACH_ACCOUNT, accountId)]);
    const waitSeconds = Math.max(...waits);
    if (waitSeconds > 0) {
      throw new Refusal({ ok: false, code: "too-many", waitSeconds });
    }
    if (!(await takeTurn(accountId, "action"))) {
      throw new Refusal({ ok: false, code: "too-many", waitSeconds: 1 });
    }
    return next();
  });

export type Fields = z.ZodRawShape;
/** What `run` gets: the parsed fields. */
export type Input<F extends Fields> = z.output<z.ZodObject<F, z.core.$strict>>;
/** Unknown fields are refused. Its output is typed by the builders, which know `F`. */
export const strict = (fields: Fields): z.ZodType => z.strictObject(fields);

/** `(previous state, form)` for `useActionState`, or the form alone. The previous state is the browser's word: unread. */
export type PanelAction = (
  previous: ActionResult | null | FormData,
  form?: FormData,
) => Promise<ActionResult>;

type Settled = {
  data?: ActionResult;
  serverError?: Failure;
  validationErrors?: object;
};

/** Makes a builder's client into what a page calls: takes a form, returns a result, throws nothing but redirects. `nameOf`: for the log. */
export function asPanelAction(
  nameOf: string | ((input: Record<string, string> | null) => string),
  kind: ActionKind,
  run: (input: Record<string, string> | null) => Promise<Settled>,
): PanelAction {
  const action: PanelAction = async (previous, form) => {
    const sent = form ?? previous;
    const fields = sent instanceof FormData ? readForm(sent) : null;
    const { [DRAWN_FOR]: said, ...rest } = fields ?? {};
    const input = fields && rest;
    const name = typeof nameOf === "string" ? nameOf : nameOf(input);
    try {
      const result = resultOf(name, await drawnFor.run(said, () => run(input)));
      writeDown(name, result);
      return result.ok || !input || !(await isWithoutScript())
        ? result
        : { ...result, sent: withoutSecrets(input) };
    } catch (error) {
      if (isRedirectError(error)) {
        writeDown(name, { ok: true });
      }
      throw error;
    }
  };
  return mark(action, kind);
}

/** The browser itself sent the form, and draws a new page of the answer. */
const isWithoutScript = async (): Promise<boolean> => {
  const asked = await headers();
  return !asked.has("next-action") && (asked.get("content-type") ?? "").startsWith("multipart/form-data");
};

/** What a page may show again: no password, no code, and no key. */
const SECRET = /password|proof|code|token|secret|response|current|next|key/i;
const withoutSecrets = (input: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(input).filter(([name]) => !SECRET.test(name)));

function resultOf(name: string, settled: Settled): ActionResult {
  if (settled.validationErrors) {
    const wrong = Object.keys(settled.validationErrors).filter((field) => field !== "_errors");
    return { ok: false, code: "invalid", fields: Object.fromEntries(wrong.map((f) => [f, "invalid"])) };
  }
  return settled.data ?? settled.serverError ?? unforeseen(new Error("no outcome"), name);
}

/** One line for each action, done or refused. Who, from where and on which host: the request's context. */
export function writeDown(action: string, result: ActionResult): void {
  if (!result.ok) {
    countRefusal(result.code);
  }
  if (result.ok) {
    log.info({ action }, "an action was done");
  } else if (result.code !== "internal") {
    const { code, reason, fields } = result;
    log.info({ action, code, reason, fields: fields && Object.keys(fields) }, "an action was refused");
  }
}

const MOST_TOLD = 20;

/** A page at another address than PANEL_URL can send nothing: told once for each such address, with both. */
function tellOtherOrigin(headers: Headers, panelOrigin: string): void {
  const origin = (headers.get("origin") ?? "none").slice(0, 200);
  const told = perProcess("other origins told", () => new Set<string>());
  const isOwnPage = headers.get("sec-fetch-site") === "same-origin";
  if (isOwnPage && origin !== panelOrigin && !told.has(origin) && told.size < MOST_TOLD) {
    told.add(origin);
    log.warn(
      { origin, panelUrl: panelOrigin },
      "a page of the panel was opened at another address than PANEL_URL, so its forms are refused: open it at PANEL_URL, or correct the setting",
    );
  }
}

/**
 * Whether a request that changes something came from a page of ours. A browser sends `Origin` with every POST, so a
 * missing one is refused too: Next itself lets it pass.
 */
function isOwnOrigin(headers: Headers, panelOrigin: string): boolean {
  const site = headers.get("sec-fetch-site");
  const isOwn = headers.get("origin") === panelOrigin && (site === null || site === "same-origin");
  if (!isOwn) {
    tellOtherOrigin(headers, panelOrigin);
  }
  return isOwn;
}
