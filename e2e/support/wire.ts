import { readFileSync } from "node:fs";

/** The wire a browser uses, without one: what anybody with a terminal can send. */
export interface ExportedAction {
  id: string;
  name: string;
  file: string;
  /** A page that has it, with 101 for a host and x for other ids. */
  page: string;
}

interface Manifest {
  node: Record<string, { exportedName?: string; filename?: string; workers: Record<string, unknown> }>;
}

/** `app/(panel)/hosts/[vmid]/page` as `/hosts/101`. */
const pathOf = (worker: string): string =>
  worker
    .replace(/^app|\/page$/g, "")
    .replace(/\/\([^)]+\)/g, "")
    .replace("[vmid]", "101")
    .replace(/\[[^\]]+\]/, "x");

/** Every server action that the production build exposes, from Next's own manifest. */
export function exportedActions(): ExportedAction[] {
  const manifest = JSON.parse(
    readFileSync(".next/server/server-reference-manifest.json", "utf8"),
  ) as Manifest;
  return Object.entries(manifest.node).map(([id, entry]) => ({
    id,
    name: entry.exportedName ?? "",
    file: entry.filename ?? "",
    page: pathOf(Object.keys(entry.workers).at(-1) ?? ""),
  }));
}

export interface PageCaller {
  origin: string;
  cookie?: string;
}

let pages: Map<string, string> | null = null;
const pageOf = (id: string): string => {
  pages ??= new Map(exportedActions().map((one) => [one.id, one.page]));
  return pages.get(id) ?? "/sign-in";
};

/** Calls an action as `useActionState` does, with (null, fields); `headers` can take the Origin away again. */
export async function callAction(
  caller: PageCaller,
  id: string,
  fields: Record<string, string>,
  headers: Record<string, string | null> = {},
  signal?: AbortSignal,
): Promise<{ status: number; text: string }> {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(`_1_${name}`, value);
  body.append("0", '[null,"$K1"]');
  const all: Record<string, string | null> = {
    "next-action": id,
    accept: "text/x-component",
    origin: caller.origin,
    "sec-fetch-site": "same-origin",
    cookie: caller.cookie ?? null,
    ...headers,
  };
  const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  const answer = await fetch(caller.origin + pageOf(id), {
    method: "POST",
    headers: Object.fromEntries(sent),
    body,
    redirect: "manual",
    signal,
  });
  return { status: answer.status, text: await answer.text() };
}

/** Sends an action's form as a browser without JavaScript does, to a page that has it. Returns status and cookies. */
export async function postPlainForm(
  caller: PageCaller,
  action: ExportedAction,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ status: number; cookies: string[] }> {
  const body = new FormData();
  body.append(`$ACTION_ID_${action.id}`, "");
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  const answer = await fetch(caller.origin + action.page, {
    method: "POST",
    headers: { origin: caller.origin, ...(caller.cookie ? { cookie: caller.cookie } : {}), ...headers },
    body,
    redirect: "manual",
  });
  await answer.arrayBuffer();
  return { status: answer.status, cookies: answer.headers.getSetCookie() };
}

/** Signs in through the form that a browser without JavaScript sends; returns the Cookie header. */
export async function signInByForm(
  origin: string,
  username: string,
  password: string,
  headers: Record<string, string> = {},
): Promise<string> {
  const send = await formOn({ origin }, "/sign-in", 'name="password"', headers);
  const answer = await send({ login: username, password });
  if (answer.status < 300 || answer.status > 399) throw new Error(`sign-in answered ${answer.status}`);
  return answer.cookies.join("; ");
}

/**
 * The form on a page that holds `mark`, as a browser without JavaScript sends it: with the hidden fields that the page gave
 * it. Returns how to send it with what a person types.
 */
export async function formOn(
  { origin, cookie }: PageCaller,
  path: string,
  mark: string,
  given: Record<string, string> = {},
) {
  const headers = { ...(cookie ? { cookie } : {}), ...given };
  const page = await (await fetch(origin + path, { headers })).text();
  const form = page.match(/<form[^>]*>[\s\S]*?<\/form>/g)?.find((one) => one.includes(mark)) ?? "";
  if (form === "") throw new Error(`no form with ${mark} on ${path}`);
  return async (
    typed: Record<string, string>,
  ): Promise<{ status: number; text: string; cookies: string[] }> => {
    const body = new FormData();
    for (const [input] of form.matchAll(/<input[^>]*>/g)) {
      const name = attribute(input, "name");
      if (name && attribute(input, "type") === "hidden") body.append(name, attribute(input, "value") ?? "");
    }
    for (const [name, value] of Object.entries(typed)) body.append(name, value);
    const sent = { method: "POST", headers: { origin, ...headers }, body, redirect: "manual" } as const;
    const answer = await fetch(origin + path, sent);
    const cookies = answer.headers.getSetCookie().map((one) => one.split(";")[0] ?? "");
    return { status: answer.status, text: await answer.text(), cookies };
  };
}

function attribute(tag: string, name: string): string | null {
  const value = tag.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1];
  return value === undefined
    ? null
    : value.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
}
