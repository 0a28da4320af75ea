import { z } from "zod";
import { FleetOperation } from "./fleet/fleet-schemas";
import { BlockReasonWord, Operation, ProblemCodeWord } from "./view-schemas";

/** How the API says no. */
export const ProblemDocument = z.object({
  type: z.url(),
  title: z.string(),
  status: z.number().int(),
  code: ProblemCodeWord,
  detail: z.string().optional(),
  reason: BlockReasonWord.optional(),
  errors: z
    .array(
      z.object({
        field: z.string(),
        code: z.string(),
        allowed: z.array(z.string()).optional().meta({ description: "The values that the field takes." }),
      }),
    )
    .optional(),
  operation: z
    .union([Operation, FleetOperation])
    .optional()
    .meta({ description: "The operation concerned, or in the way." }),
  host: z.string().optional().meta({ description: "For `exists`: the host that has the reference." }),
  customer: z.string().optional().meta({ description: "For `exists`: the customer." }),
  requestId: z.string().meta({ description: "Also in `X-Request-Id`. Name it when you report a problem." }),
});
