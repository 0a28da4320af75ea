import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { config } from "../../config";
import { browserLocale, localeCookie } from "../../i18n/preferences";
import { log } from "../../log";
import { perProcess } from "../../per-process";
import { currentRequest, noteRequest } from "../../request-context";
import { currentCaller } from "../caller";
import { takeTurn } from "../fair-share";
import { signInFrom } from "../safe-path";
import { confirmIfStale } from "../status/fresh-status";
import { decodeSession, leftCookie, sessionCookie } from "./session-cookie";
import { type Proof, proveCookie, touchSession } from "./sessions";
import { isStaff, type Viewer } from "./viewer";

/** By the request's own headers. Next runs actions and draws pages in modules of their own. */
const began = perProcess("requests-as-they-began", () => new WeakMap<object, Proof>());

/**
 * For an action that changes what its session may, and after which the browser loads another page whole. A cookie that it
 * sets makes Next draw the present page once more in the same request: it stays the one that it was, with no right that the
 * request did not come with.
 */
export async function holdAsItBegan(proof: Proof): Promise<void> {
  began.set(await headers(), proof);
}

/** What the cookie proves by the database alone. Notes account and session for the log, and the language. */
const proveByCookie = cache(async () => {
  const [jar, head] = [await cookies(), await headers()];
  const cookie = jar.get(sessionCookie())?.value;
  const session = cookie ? await decodeSession(cookie) : null;
  if (session) {
    noteRequest({ account: session.accountId });
  }
  const proof = session && (await proveCookie(session.accountId, session.sid));
  if (proof) {
    const { sessionId, view, locale } = proof.viewer;
    const language = locale ?? browserLocale(jar.get(localeCookie())?.value, head.get("accept-language"));
    noteRequest({ session: sessionId, view: view?.id, language });
  }
  return { session, proof };
});

/** For the log line of a request that is refused before its session is asked for. */
export async function noteWhoAsks(): Promise<void> {
  await proveByCookie();
}

/** Once for each request, however many parts of a page ask. */
const prove = cache(async (): Promise<Proof | null> => {
  const held = began.get(await headers());
  if (held) {
    return held;
  }
  const { session, proof } = await proveByCookie();
  return session && proof && (await confirmIfStale(proof))
    ? proveCookie(session.accountId, session.sid)
    : proof;
});

const touch = cache(touchSession);

interface Asking {
  /** Whether it counts as use of the session; the default. */
  touch?: boolean;
  /** Also those who have to set up a second factor before anything else: for the set-up, and the way out. */
  settingUp?: boolean;
}

/**
 * Who asks, proven from the session row on each request; null for nobody. A page view and a click are use of the session;
 * repeated reads and prefetches are none.
 */
export async function currentViewer(options: Asking = {}): Promise<Viewer | null> {
  const proof = await prove();
  if (proof?.mustSetUp && !options.settingUp) {
    return null;
  }
  if (proof && (options.touch ?? true) && !(await headers()).has("next-router-prefetch")) {
    await touch(proof, (await currentCaller()).address);
  }
  return proof?.viewer ?? null;
}

/** Staff who owe the panel a second factor: nobody, to all but its set-up. */
export const mustSetUp = async (): Promise<boolean> => (await prove())?.mustSetUp ?? false;

/** Whether who asks wants to be asked for a second factor again before what destroys. */
export const wantsAskingAgain = async (): Promise<boolean> => (await prove())?.askAgain ?? false;

/** Whether keys pressed alone do something; in a view never: they would act on a customer's hosts. */
export const usesSingleKeys = async (): Promise<boolean> => {
  const proof = await prove();
  return proof?.viewer.view === null && proof.singleKeys;
};

/** How many notifications of their own who asks has not read. */
export const unreadNotifications = async (): Promise<number> => (await prove())?.unread ?? 0;

/** Whether who asks may switch to another customer. */
export const hasLinkedCustomers = async (): Promise<boolean> => (await prove())?.hasLinked ?? false;

/** Where signing out leads: who came in by the OpenID provider is signed out there as well. */
export const signedOutPath = async (): Promise<string> =>
  (await prove())?.way === "oidc" && config().oidc ? "/sign-in/provider?for=sign-out" : "/sign-in";

export const SET_UP_PATH = "/second-factor/set-up";

/** Redirects to the sign-in page where there is no session; that leads back here. The HTTP server says where "here" is. */
export async function requireViewer(): Promise<Viewer> {
  if (await mustSetUp()) {
    redirect(SET_UP_PATH);
  }
  const viewer = (await currentViewer()) ?? redirect(await signInPath());
  // A page that is drawn anew by its own action has that action's turn: a command that was sent must be shown.
  if (!currentRequest()?.turns?.action && !(await takeTurn(viewer.accountId, "read"))) {
    redirect(await busyPath());
  }
  // A page can't end a view, since it may write no row on a mere read: the staff's page says that it is over.
  return viewer.view?.over ? redirect("/view-over") : viewer;
}

/** The page that says that this account has too many requests waiting, and leads back to where it was. */
async function busyPath(): Promise<string> {
  const path = (await headers()).get("x-panel-path");
  return path ? `/busy?next=${encodeURIComponent(path)}` : "/busy";
}

async function signInPath(): Promise<string> {
  const header = await headers();
  // A page that is drawn anew by its own action is on its way out: who clicked Sign out needn't be told.
  return signInFrom(header.get("x-panel-path"), !header.has("next-action") && (await hadSession()));
}

/** By what the browser holds alone, so that it tells nothing of an account. A first visit has neither. */
async function hadSession(): Promise<boolean> {
  const jar = await cookies();
  const cookie = jar.get(sessionCookie())?.value;
  return Boolean(jar.get(leftCookie())?.value) || Boolean(cookie && (await decodeSession(cookie)));
}

/**
 * A customer gets the same 404 as for a page that is not there. Staff who look through a customer's eyes, perhaps in
 * another tab, are told that they do.
 */
export async function requireStaff(): Promise<Viewer> {
  const viewer = await requireViewer();
  if (viewer.view) {
    redirect("/viewing");
  }
  return isStaff(viewer) ? viewer : refuseStaffPage();
}

/** The same for what admins alone see. */
export async function requireAdmin(): Promise<Viewer> {
  const viewer = await requireStaff();
  return viewer.role === "admin" ? viewer : notFound();
}

/** Once for each request, however many parts of a page ask. */
const logRefusedPage = cache(async (): Promise<void> => {
  const path = (await headers()).get("x-panel-path")?.split("?")[0];
  log.info({ path: path?.slice(0, 200) }, "a page for staff was refused");
});

async function refuseStaffPage(): Promise<never> {
  await logRefusedPage();
  return notFound();
}
