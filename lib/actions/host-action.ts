import "server-only";
import { z } from "zod";
import type { Viewer } from "../accounts/sessions/viewer";
import type { ActionResult } from "../action-result";
import type { Command } from "../hosts/define-command";
import type { OwnedHost } from "../hosts/owned-host";
import { inPageLanguage } from "../i18n/viewer-preferences";
import { type OperationKind, rulesOf } from "../operations/command-rules";
import type { FormKey } from "../operations/form-key";
import type { CallPriority } from "../rstack/master-client";
import { hostOfViewer, vmidField } from "./host-of-viewer";
import { asPanelAction, type Input, type PanelAction, signedInClient } from "./pipeline";
import { refuseUnproven } from "./proof-guard";

/** What the builder needs of a definition; each takes what its own fields say. */
export type OfferedCommand = Pick<Command, "kind" | "fields" | "byScript"> & {
  run(
    owned: OwnedHost,
    input: never,
    formKey: FormKey,
    viewer: Viewer,
    priority?: CallPriority,
  ): Promise<ActionResult>;
};

/** Of every form about a host: the host, what for, and the form's own key. */
const hostFields = (kind: OperationKind) => ({
  vmid: vmidField,
  kind: z.literal(kind),
  formKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
});
type HostForm = Input<ReturnType<typeof hostFields>>;

/**
 * Every command for one host of the person who asks. The form's `kind` chooses the definition, and so the fields: one
 * that isn't of that kind is refused. `by`: a command whose answer carries a secret is taken by the script's action
 * alone, which no page may use as a form's.
 */
export function hostCommand(
  commands: Readonly<Record<string, OfferedCommand>>,
  { by }: { by: "form" | "script" },
): PanelAction {
  const offered = Object.values(commands).filter(({ byScript }) => byScript === (by === "script"));
  const [first, ...rest] = offered.map(({ kind, fields }) =>
    z.strictObject({ ...fields, ...hostFields(kind) }),
  );
  if (!first) {
    throw new Error(`no command is taken by a ${by}`);
  }
  const form: z.ZodType = z.discriminatedUnion("kind", [first, ...rest]);
  const run = signedInClient
    .metadata({ name: "host-command" })
    .inputSchema(form)
    .useValidated(async ({ next, ctx, parsedInput }) => {
      const { vmid, kind } = parsedInput as HostForm;
      const owned = await hostOfViewer(ctx.viewer, vmid, [kind as OperationKind]);
      if (rulesOf(kind).destroys) {
        await refuseUnproven(ctx.viewer);
      }
      return next({ ctx: { owned } });
    })
    .action(async ({ parsedInput, ctx: { owned, viewer } }): Promise<ActionResult> => {
      const { kind, formKey } = parsedInput as HostForm;
      const command = offered.find((one) => one.kind === kind);
      return command
        ? command.run(owned, parsedInput as never, formKey, await inPageLanguage(viewer))
        : { ok: false, code: "invalid", fields: { kind: "invalid" } };
    });
  const nameOf = (form: Record<string, string> | null) =>
    offered.find(({ kind }) => kind === form?.kind)?.kind ?? "host-command";
  return asPanelAction(nameOf, "host", run);
}
