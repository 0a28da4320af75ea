import { signedText } from "./signed-call";
import { startSimulator } from "./start";

export type Row = Record<string, string>;

/** A master with frozen guest time, and short ways to ask it, for the tests of this folder. */
export async function testMaster() {
  const simulator = await startSimulator({ speed: 0 });
  const { url, control } = simulator;
  const call = (action: string, params: Row = {}) => signedText(url, action, params);
  return {
    simulator,
    control,
    call,
    rows: async (action: string, params: Row = {}): Promise<Row[]> => {
      const text = await call(action, params);
      return text === "" ? [] : JSON.parse(text);
    },
    state: async (vmid: string): Promise<Row> => {
      const text = await call("vm_state", { vmid });
      const bar = text.indexOf("|");
      return { ...JSON.parse(text.slice(bar + 1)), word: text.slice(0, bar) };
    },
    effects: async () =>
      (await control.journal()).effects.map(({ kind, vmid, detail }) => ({ kind, vmid, detail })),
    advance: (advanceMs: number) => control.setClock({ advanceMs }),
  };
}

export const REFUSED: RegExp = /^-1\|/;
