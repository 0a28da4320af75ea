import "server-only";
import { keptAnswer } from "../kept-answers";
import type { Outcome } from "../rstack/outcome";

/**
 * What a page of staff's shows of the master's lists: kept for a while, until an operation begins or ends anywhere. `asked`:
 * what narrows the list.
 */
export const askForList = <T>(
  list: string,
  asked: object,
  ask: () => Promise<Outcome<T>>,
): Promise<Outcome<T>> =>
  keptAnswer({
    about: "fleet",
    name: `${list} ${JSON.stringify(asked)}`,
    ask,
    isGood: ({ ok }) => ok,
  });

/** The same of customers: until one's row is changed. */
export const askForCustomers = <T>(asked: object, ask: () => Promise<Outcome<T>>): Promise<Outcome<T>> =>
  keptAnswer({
    about: "customers",
    name: `customers ${JSON.stringify(asked)}`,
    ask,
    isGood: ({ ok }) => ok,
  });
