import { startWorld, USUAL_WAITS } from "../support/world";
import { startBareApp } from "./bare-app";
import { type AskedPage, type Load, pageRatio } from "./page-ratio";
import { sessionsOf } from "./sessions-of";
import { type BenchRow, milliseconds } from "./table";

/** A session may read so many a minute: enough of them that none comes to its limit. */
const CUSTOMERS = 60;
const HOSTS_EACH = 10;

interface Priced {
  page: string;
  path: (host: string) => string;
  who: "nobody" | "customer";
  /** Which of the bare app's two it is held against. */
  bare: "page" | "route";
  /** Pages a second, as a part of the bare app's. */
  goal: number | null;
}

const PRICED: Priced[] = [
  { page: "/sign-in", path: () => "/sign-in", who: "nobody", bare: "page", goal: 0.25 },
  { page: "/hosts", path: () => "/hosts", who: "customer", bare: "page", goal: 0.25 },
  { page: "/hosts/ID", path: (host) => `/hosts/${host}`, who: "customer", bare: "page", goal: 0.25 },
  { page: "/account", path: () => "/account", who: "customer", bare: "page", goal: 0.25 },
  { page: "/api/hosts/ID", path: (host) => `/api/hosts/${host}`, who: "customer", bare: "route", goal: 0.5 },
  { page: "/api/health", path: () => "/api/health", who: "nobody", bare: "route", goal: null },
];

/** What a request costs beside one of a Next app that does nothing, on the same machine at the same time. */
export async function requestPrices(): Promise<BenchRow[]> {
  const bare = await startBareApp();
  const world = await startWorld({ fleet: CUSTOMERS * HOSTS_EACH, env: USUAL_WAITS }).catch(
    async (error: unknown) => {
      await bare.stop();
      throw error;
    },
  );
  try {
    const hosts = (await world.simulator.control.hosts()).filter(({ userid }) => userid !== "");
    const owners = [...new Set(hosts.map(({ userid }) => userid))].slice(0, CUSTOMERS);
    const cookies = await sessionsOf(world, owners);
    const bareLoad = (kind: Priced["bare"]): Load => ({
      asked: [{ url: kind === "page" ? `${bare.url}/` : `${bare.url}/api`, cookie: null }],
      pid: bare.pid,
    });
    const rows: BenchRow[] = [];
    for (const { page, path, who, bare, goal } of PRICED) {
      const asked = owners.map((owner): AskedPage => {
        const host = hosts.find(({ userid }) => userid === owner)?.id ?? "";
        return { url: world.url + path(host), cookie: who === "nobody" ? null : (cookies[owner] ?? null) };
      });
      const price = await pageRatio({ asked, pid: world.panel.process.pid }, bareLoad(bare));
      const row = (what: string, value: number, wanted: number | null, show: BenchRow["show"]) =>
        rows.push({ page, what, value, goal: wanted, least: true, show });
      row(`pages a second, of a bare ${bare}'s`, price.ratio, goal, (n) => n.toFixed(2));
      row("pages a second", price.perSecond, null, (n) => n.toFixed(0));
      if (price.cpuMs !== null) row("processor time of one", price.cpuMs, null, milliseconds);
      if (price.cpuRatio !== null) {
        row(`by processor time, of a bare ${bare}'s`, price.cpuRatio, null, (n) => n.toFixed(2));
      }
    }
    return rows;
  } finally {
    await world.stop();
    await bare.stop();
  }
}
