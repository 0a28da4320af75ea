import "server-only";
import { z } from "zod";
import { type OperationKind, rulesOf } from "../../operations/command-rules";
import { CUSTOMER_OFFER } from "../offers";

/** What no tool takes: secrets, and the host's name, by which a person confirms. */
const isLeftOut = (name: string): boolean =>
  name === "kind" || name === "typedName" || /password|token|key|secret/i.test(name);

/** How a tool may bring a command about: at once, or by asking the owner; null: not at all. */
export function toolWay(kind: OperationKind): "at-once" | "asks" | null {
  const { power, destroys, group } = rulesOf(kind);
  if (destroys || power?.by === "force") {
    return "asks";
  }
  return power || group === "snapshots" ? "at-once" : null;
}

/** The fields of a kind's body that a tool takes, and the whole body that they make. */
export function fieldsOf(body: z.ZodObject) {
  const taken = Object.fromEntries(Object.entries(body.shape).filter(([name]) => !isLeftOut(name)));
  return z.strictObject(taken);
}

/** Of a kind that the owner is asked for; null for any other. */
export function askedOf(kind: OperationKind) {
  const at = CUSTOMER_OFFER.commands.findIndex((command) => command.kind === kind);
  const body = CUSTOMER_OFFER.bodies[at];
  if (!body || toolWay(kind) !== "asks") {
    return null;
  }
  return {
    fields: fieldsOf(body),
    /** As the form would send it; null where it isn't one. */
    whole: (fields: Record<string, string>, hostName: string): object | null => {
      const named = "typedName" in body.shape ? { typedName: hostName } : {};
      return body.safeParse({ kind, ...fields, ...named }).data ?? null;
    },
  };
}
