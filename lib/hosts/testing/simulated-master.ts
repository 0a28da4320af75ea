import { afterAll, beforeAll, vi } from "vitest";
import { master } from "@/lib/master";
import { type Simulator, startSimulator } from "@/lib/simulator/start";

/** For a test file: the panel's one client speaks to a simulated master, which is there from `beforeAll` on. */
export function useSimulatedMaster(): Pick<Simulator, "control" | "url"> {
  let simulator: Simulator | null = null;
  beforeAll(async () => {
    simulator = await startSimulator();
    vi.stubEnv("RSTACK_URL", simulator.url);
    vi.stubEnv("RSTACK_SECRET", "simulator-secret");
    vi.stubEnv("RSTACK_RATE", "1000");
  });
  afterAll(async () => {
    await master().close();
    await simulator?.close();
  });
  const running = (): Simulator => {
    if (!simulator) throw new Error("The simulator starts in beforeAll");
    return simulator;
  };
  return {
    get control() {
      return running().control;
    },
    get url() {
      return running().url;
    },
  };
}
