CREATE TABLE "audit_settlements" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"outcome" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit_settlements" ADD CONSTRAINT "audit_settlements_event_id_audit_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."audit_events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "operations_by_staff" ON "operations" USING btree ("started_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE actor_role <> 'customer';--> statement-breakpoint
-- Written once as well, by the same rule as the events themselves (0004, 0013).
CREATE TRIGGER audit_settlements_stand BEFORE UPDATE OR DELETE ON "audit_settlements" FOR EACH ROW EXECUTE FUNCTION audit_events_stand();--> statement-breakpoint
CREATE TRIGGER audit_settlements_stand_whole BEFORE TRUNCATE ON "audit_settlements" FOR EACH STATEMENT EXECUTE FUNCTION audit_events_stand();

