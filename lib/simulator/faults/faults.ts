import { hostNamed } from "../actions/host-named";
import { SeededRandom } from "../fleet/random";
import type { FaultMatch, FaultRule, FaultView } from "./fault-rules";

/** The fault rules in force. Rules are asked in the order they were made; several may strike one call. */
export class Faults {
  private rules: FaultView[] = [];
  private made = 0;
  private waiting: { id: string; go: () => void }[] = [];

  constructor(private random: SeededRandom) {}

  add(rule: FaultRule): FaultView {
    const view: FaultView = { ...rule, id: `f${++this.made}`, matched: 0, struck: 0 };
    this.rules.push(view);
    return view;
  }

  /** Without an id, all of them. */
  remove(id?: string): void {
    this.rules = id === undefined ? [] : this.rules.filter((rule) => rule.id !== id);
    const isOver = (wait: { id: string }) => !this.rules.some((rule) => rule.id === wait.id);
    for (const { go } of this.waiting.filter(isOver)) go();
    this.waiting = this.waiting.filter((wait) => !isOver(wait));
  }

  /** Resolves once the rule is taken away. */
  untilRemoved(id: string): Promise<void> {
    return new Promise((go) => {
      if (this.rules.some((rule) => rule.id === id)) this.waiting.push({ id, go });
      else go();
    });
  }

  list(): FaultView[] {
    return this.rules.map((rule) => ({ ...rule }));
  }

  restart(seed: number): void {
    this.remove();
    this.random = new SeededRandom(seed);
  }

  strike(action: string, params: Record<string, string>): FaultView[] {
    return this.rules.filter((rule) => {
      if (!matches(rule.match ?? {}, action, params)) return false;
      rule.matched += 1;
      const strikes =
        (rule.nth === undefined || rule.matched === rule.nth) &&
        (rule.count === undefined || rule.struck < rule.count) &&
        (rule.probability === undefined || this.random.next() < rule.probability);
      if (strikes) rule.struck += 1;
      return strikes;
    });
  }
}

function matches(match: FaultMatch, action: string, params: Record<string, string>): boolean {
  const vmid = hostNamed(action, params);
  return (
    among(match.action, action) &&
    among(match.vmid, vmid) &&
    among(match.userid, params.userid) &&
    Object.entries(match.params ?? {}).every(([name, value]) => params[name] === value)
  );
}

const among = (wanted: string | string[] | undefined, value: string | undefined): boolean =>
  wanted === undefined || (value !== undefined && [wanted].flat().includes(value));
