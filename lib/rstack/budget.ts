import type { CallBudget } from "./master-client";

/** No call could go in time within `RSTACK_RATE`. */
export class BudgetExhausted extends Error {
  constructor() {
    super("the call budget is used up");
    this.name = "BudgetExhausted";
  }
}

/** For `npm run check` and tests: every call goes at once. */
export const unlimitedBudget: CallBudget = { take: async () => {} };
