import "server-only";
import type { CustomerScope } from "../accounts/tokens/token-scopes";
import type { OfferedCommand } from "../actions/host-action";
import { ASKED_COMMANDS } from "../actions/undo/restore-safely";
import { alreadySo, STATUS_KINDS } from "../fleet/hosts/set-status";
import { type CommandGroup, rulesOf } from "../operations/command-rules";
import { bodyOf, type Offer } from "./ask-operation";
import { fleetScopeOf, STAFF_OFFERED } from "./fleet/fleet-commands";

/** What a customer's token needs for a command, by its group; `null`: no token may. A console's way in is for a person's own browser alone. */
const SCOPE_OF: Record<Exclude<CommandGroup, "provider">, CustomerScope | null> = {
  power: "power",
  reinstall: "manage",
  snapshots: "manage",
  media: "manage",
  network: "manage",
  access: "manage",
  console: null,
};

const scopeOf = (kind: OfferedCommand["kind"]): CustomerScope | null => {
  const { group } = rulesOf(kind);
  return group === "provider" ? null : SCOPE_OF[group];
};

const ofCustomers: OfferedCommand[] = Object.values(ASKED_COMMANDS).filter(
  ({ kind, byScript }) => scopeOf(kind) !== null && !byScript,
);

export const CUSTOMER_OFFER: Offer = {
  commands: ofCustomers,
  ...bodyOf(ofCustomers, () => false),
  scopeOf: (kind) => scopeOf(kind) ?? "manage",
};

/** What staff may, and what the host's customer may. */
const ofProviders: OfferedCommand[] = [...STAFF_OFFERED, ...ofCustomers];

export const PROVIDER_OFFER: Offer = {
  commands: ofProviders,
  ...bodyOf(ofProviders, (kind) => rulesOf(kind).waits !== undefined),
  scopeOf: fleetScopeOf,
  alreadySo: async (owned, kind) => {
    const status = STATUS_KINDS.find((known) => known === kind);
    return status ? alreadySo(owned, status) : null;
  },
};
