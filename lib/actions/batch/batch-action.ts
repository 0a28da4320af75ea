import "server-only";
import { z } from "zod";
import type { Viewer } from "../../accounts/sessions/viewer";
import type { ActionResult } from "../../action-result";
import { oneOfTheirs, startBatch } from "../../hosts/batch/batches";
import { HOST_COMMANDS } from "../../hosts/commands";
import { inPageLanguage } from "../../i18n/viewer-preferences";
import { type BatchKind, CUSTOMER_BATCH_KINDS } from "../../operations/batch-kinds";
import { rulesOf } from "../../operations/command-rules";
import { hostOfViewer } from "../host-of-viewer";
import { asPanelAction, type PanelAction, signedInClient } from "../pipeline";
import { refuseUnproven } from "../proof-guard";
import { wakeBatches } from "./run-batches";

/** What a batch's form tells beyond a single command's: its id, for `/api/batches/ID`. */
export type BatchResult = ActionResult<{ batch: string }>;

/** Of every form about many hosts: which, with commas between them, and the form's own key. */
export const batchFields = {
  vmids: z.string().min(1).max(20_000),
  formKey: z.string().regex(/^[A-Za-z0-9_-]{8,64}$/),
};
type BatchForm = z.output<z.ZodObject<typeof batchFields>> & { kind: BatchKind };

export const idsIn = (vmids: string): string[] => [...new Set(vmids.split(","))];

/**
 * One command for many hosts of the person who asks. It is checked here who asks and that one of the hosts is theirs; each
 * host goes its own way through all checks when its turn comes.
 */
export function batchAction(): PanelAction {
  const [first, ...rest] = CUSTOMER_BATCH_KINDS.map((kind) =>
    z.strictObject({ ...HOST_COMMANDS[kind].fields, ...batchFields, kind: z.literal(kind) }),
  );
  if (!first) {
    throw new Error("no command can be asked of many hosts");
  }
  const form: z.ZodType = z.discriminatedUnion("kind", [first, ...rest]);
  const run = signedInClient
    .metadata({ name: "batch" })
    .inputSchema(form)
    .useValidated(async ({ next, ctx, parsedInput }) => {
      const { vmids, kind } = parsedInput as BatchForm;
      await hostOfViewer(ctx.viewer, await oneOfTheirs(ctx.viewer, idsIn(vmids), kind), [kind]);
      if (rulesOf(kind).destroys) {
        await refuseUnproven(ctx.viewer);
      }
      return next();
    })
    .action(async ({ parsedInput, ctx }) => {
      const { kind, vmids, formKey, ...fields } = parsedInput as BatchForm;
      return beginBatch(ctx.viewer, kind, { vmids, formKey, fields });
    });
  return asPanelAction("batch", "batch", run);
}

/** Writes the batch down and sets it going. Which hosts and what came of them: `/api/batches/ID`. */
export async function beginBatch(
  viewer: Viewer,
  kind: BatchKind,
  { vmids, formKey, fields }: { vmids: string; formKey: string; fields: Record<string, unknown> },
): Promise<BatchResult> {
  const inLanguage = await inPageLanguage(viewer);
  const begun = await startBatch({ viewer: inLanguage, kind, vmIds: idsIn(vmids), fields, formKey });
  if (!begun.ok) {
    return { ok: false, code: "not-possible", reason: begun.why };
  }
  wakeBatches();
  return { ok: true, batch: begun.id };
}
