ALTER TABLE "pending_passwords" DROP CONSTRAINT "pending_passwords_operation_id_operations_id_fk";
--> statement-breakpoint
ALTER TABLE "pending_passwords" ALTER COLUMN "sealed" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "pending_passwords" ADD COLUMN "state" text DEFAULT 'waiting' NOT NULL;--> statement-breakpoint
ALTER TABLE "pending_passwords" ADD COLUMN "sent_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "pending_passwords" ADD COLUMN "tasks_before" jsonb;--> statement-breakpoint
ALTER TABLE "pending_passwords" ADD COLUMN "refusal" text;--> statement-breakpoint
ALTER TABLE "pending_passwords" ADD CONSTRAINT "pending_passwords_operation_id_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."operations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "operations_reinstalls" ON "operations" USING btree ("ended_at" DESC NULLS LAST) WHERE kind = 'reinstall' and outcome = 'done';