CREATE TABLE "waiting_operations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenancy_id" uuid NOT NULL,
	"vm_id" text NOT NULL,
	"kind" text NOT NULL,
	"outcome" text NOT NULL,
	"form_key" text NOT NULL,
	"params" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"account_id" uuid,
	"actor_name" text NOT NULL,
	"actor_role" text NOT NULL,
	"session_id" uuid,
	"token_id" uuid,
	"body_hash" text,
	"view_id" uuid,
	"address" text,
	"language" text DEFAULT 'en' NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"checked_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"limit_at" timestamp with time zone,
	"probe" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"evidence" jsonb,
	"refusal" text,
	"not_sent_cause" text,
	"fault_detail" text,
	"superseded_by" uuid,
	"look_again_at" timestamp with time zone,
	"claimed_by" text,
	"claimed_until" timestamp with time zone,
	"held_at" timestamp with time zone,
	"reference" text
);
--> statement-breakpoint
ALTER TABLE "waiting_operations" ADD CONSTRAINT "waiting_operations_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_operations_key" ON "waiting_operations" USING btree ("form_key");--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_operations_one_a_kind" ON "waiting_operations" USING btree ("vm_id","kind");--> statement-breakpoint
CREATE INDEX "waiting_operations_tenancy" ON "waiting_operations" USING btree ("tenancy_id","started_at");
--> statement-breakpoint
-- One statement for both: what waits stands in every list among the operations.
CREATE VIEW "shown_operations" AS
SELECT
  id, tenancy_id, vm_id, kind, outcome, form_key, params, account_id, actor_name, actor_role, session_id,
  token_id, body_hash, view_id, address, language, started_at, sent_at, accepted_at, checked_at, ended_at,
  limit_at, probe, evidence, refusal, not_sent_cause, fault_detail, superseded_by, look_again_at, claimed_by,
  claimed_until, held_at, false AS waits
FROM "operations"
UNION ALL
SELECT
  id, tenancy_id, vm_id, kind, outcome, form_key, params, account_id, actor_name, actor_role, session_id,
  token_id, body_hash, view_id, address, language, started_at, sent_at, accepted_at, checked_at, ended_at,
  limit_at, probe, evidence, refusal, not_sent_cause, fault_detail, superseded_by, look_again_at, claimed_by,
  claimed_until, held_at, true AS waits
FROM "waiting_operations";
--> statement-breakpoint
-- What waited and was never sent comes to the ledger with its end.
CREATE TRIGGER operations_unsent_event AFTER INSERT ON "operations" FOR EACH ROW
WHEN (NEW.outcome NOT IN ('open', 'checking') AND NEW.kind NOT IN ('open-console', 'end-console'))
EXECUTE FUNCTION note_operation_event();
