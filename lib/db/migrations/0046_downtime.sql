CREATE TABLE "host_states" (
	"tenancy_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"before_at" timestamp with time zone,
	"state_word" text,
	"status" text
);
--> statement-breakpoint
ALTER TABLE "monitor_days" ADD COLUMN "gaps" jsonb;--> statement-breakpoint
ALTER TABLE "master_profile" ADD COLUMN "stopped_samples" jsonb;--> statement-breakpoint
ALTER TABLE "host_states" ADD CONSTRAINT "host_states_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "host_states_tenancy" ON "host_states" USING btree ("tenancy_id","at");--> statement-breakpoint
CREATE INDEX "host_states_at" ON "host_states" USING btree ("at");--> statement-breakpoint
-- By a trigger, so that no way of reading a state can leave one out.
CREATE FUNCTION note_host_state() RETURNS trigger AS $$
BEGIN
	INSERT INTO host_states (tenancy_id, at, before_at, state_word, status)
	SELECT t.id, CASE WHEN NEW.state_word IS NOT NULL AND OLD.state_word IS DISTINCT FROM NEW.state_word
		THEN coalesce(NEW.state_at, now()) ELSE NEW.seen_at END, OLD.state_at, NEW.state_word, NEW.status
	FROM tenancies t WHERE t.vm_id = NEW.vm_id AND t.until IS NULL AND t.owner = NEW.owner;
	RETURN NULL;
END;
$$ LANGUAGE plpgsql;
--> statement-breakpoint
CREATE TRIGGER hosts_state AFTER UPDATE ON "hosts" FOR EACH ROW
WHEN ((OLD.state_word, OLD.status) IS DISTINCT FROM (NEW.state_word, NEW.status))
EXECUTE FUNCTION note_host_state();
