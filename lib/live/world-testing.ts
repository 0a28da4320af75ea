import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { createSession, proveSession } from "../accounts/sessions/sessions";
import type { Viewer } from "../accounts/sessions/viewer";
import { database } from "../db/connection";
import { accounts } from "../db/schema";
import { useTestDatabase } from "../db/testing";
import { openHost } from "../hosts/owned-host";
import { vm } from "../operations/testing";
import { parseUserId, type UserId } from "../rstack/ids";
import { DEFAULT_SECRET, type Simulator, startSimulator } from "../simulator/start";
import type { Watching } from "./live-stream";
import { openLiveStream } from "./stream";
import { startLive } from "./stream-hub";
import { readTab, type Tab } from "./testing";

/** Two hosts of customer 10001, one that is sold during the tests, and one of customer 10002. */
export const [MINE, ALSO_MINE, SOLD, THEIRS] = [vm("101"), vm("109"), vm("106"), vm("201")];

export const user = (text: string): UserId => {
  const id = parseUserId(text);
  if (!id) throw new Error(text);
  return id;
};

export interface LiveWorld {
  readonly simulator: Simulator;
  /** A session of customer 10001's, of an account of its own. */
  signIn(): Promise<Viewer>;
  signInSupport(): Promise<Viewer>;
  /** Left after the test. */
  openTab(viewer: Viewer, watching: Partial<Watching>): Tab;
}

/** For each test file that watches: a database and a master of its own, and streams at a quick pace. */
export function useLiveWorld(): LiveWorld {
  useTestDatabase();
  let simulator: Simulator | undefined;
  let stopLive: (() => void) | undefined;
  const tabs: Tab[] = [];
  let people = 0;

  beforeAll(async () => {
    simulator = await startSimulator();
    const settings = {
      RSTACK_URL: simulator.url,
      RSTACK_SECRET: DEFAULT_SECRET,
      RSTACK_RATE: "2000",
      LIVE_OPEN_HOST_SECONDS: "0.3",
      LIVE_LIST_SECONDS: "0.5",
      LIVE_PROOF_SECONDS: "0.4",
      MIRROR_CONFIRM_SECONDS: "0.2",
    };
    for (const [name, value] of Object.entries(settings)) {
      vi.stubEnv(name, value);
    }
    stopLive = startLive();
  });
  afterEach(() => {
    for (const tab of tabs.splice(0)) {
      tab.leave();
    }
  });
  afterAll(async () => {
    stopLive?.();
    await simulator?.close();
  });

  const enter = async (role: "customer" | "support"): Promise<Viewer> => {
    people += 1;
    const name = `${role}${people}`;
    const [account] = await database()
      .insert(accounts)
      .values({
        username: name,
        usernameKey: name,
        role,
        ...(role === "customer" ? { userId: "10001", rstackStatus: "active" as const } : {}),
      })
      .returning();
    const { sessionId } = await createSession(
      { id: account?.id ?? "", role },
      { userAgent: null, address: null },
      role === "customer" ? undefined : new Date(),
    );
    const viewer = await proveSession(sessionId);
    if (!viewer) throw new Error("the session does not hold");
    return viewer;
  };

  return {
    get simulator() {
      if (!simulator) throw new Error("there is no master before the tests begin");
      return simulator;
    },
    async signIn() {
      const viewer = await enter("customer");
      for (const id of [MINE, ALSO_MINE, SOLD]) {
        await openHost(viewer, id);
      }
      return viewer;
    },
    signInSupport: () => enter("support"),
    openTab(viewer, watching) {
      const leave = new AbortController();
      const response = openLiveStream(viewer, { open: null, list: [], ...watching }, leave.signal);
      const tab = readTab(response, () => leave.abort());
      tabs.push(tab);
      return tab;
    },
  };
}
