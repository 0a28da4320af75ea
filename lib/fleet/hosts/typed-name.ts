import { z } from "zod";
import type { ActionResult } from "@/lib/action-result";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { typedNameMatches } from "@/lib/hosts/typed-name";

export const typedName = z.string().max(255);

/** By the name in the master's own row: staff don't see a customer's label for it. */
export const isTyped = ({ row, vmId }: OwnedHost, typed: string): boolean =>
  typedNameMatches({ name: row.name ?? vmId }, typed);

export const WRONG_NAME = {
  ok: false,
  code: "not-possible",
  reason: "typed",
} as const satisfies ActionResult;
