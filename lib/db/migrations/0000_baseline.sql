-- Drizzle doesn't generate functions and triggers: this one and those at the end are written by hand.
CREATE FUNCTION host_search(vm_id text, name text, owner text, guid text, ipv4 text, ipv6 text, public_ip text, more text[])
	RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
	AS $$ SELECT lower(concat_ws(E'\n', $1, $2, $3, $4, $5, $6, nullif($7, ''), array_to_string($8, E'\n')) COLLATE "C") $$;
--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"username" text NOT NULL,
	"username_key" text NOT NULL,
	"email" text,
	"email_key" text,
	"display_name" text,
	"password_hash" text,
	"password_changed_at" timestamp with time zone,
	"role" text NOT NULL,
	"user_id" text,
	"locale" text,
	"theme" text DEFAULT 'system' NOT NULL,
	"time_zone" text,
	"ask_again" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone,
	"rstack_status" text DEFAULT 'unconfirmed' NOT NULL,
	"rstack_status_at" timestamp with time zone,
	"rstack_doubt_since" timestamp with time zone,
	"former_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "host_noes" (
	"vm_id" text NOT NULL,
	"user_id" text NOT NULL,
	"said_at" timestamp with time zone NOT NULL,
	CONSTRAINT "host_noes_vm_id_user_id_pk" PRIMARY KEY("vm_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "hosts" (
	"vm_id" text PRIMARY KEY NOT NULL,
	"guid" text,
	"owner" text,
	"name" text,
	"status" text,
	"image_id" text,
	"image_name" text,
	"os_family" text,
	"area_id" text,
	"area_name" text,
	"node_id" text,
	"node_name" text,
	"ipv4" text,
	"ipv6" text,
	"additional_ips" text[] DEFAULT '{}'::text[] NOT NULL,
	"remote_port" integer,
	"cpu_cores" integer,
	"memory_mb" integer,
	"traffic_limit_gb" bigint,
	"traffic_used_gb" bigint,
	"traffic_reset_at" timestamp with time zone,
	"snapshot_quota" integer,
	"backup_quota" integer,
	"port_quota" integer,
	"domain_quota" integer,
	"medium_id" text,
	"last_reinstall_on" text,
	"public_ip" text,
	"public_port" integer,
	"addresses_at" timestamp with time zone,
	"state_word" text,
	"state_at" timestamp with time zone,
	"state_since" timestamp with time zone,
	"seen_at" timestamp with time zone NOT NULL,
	"doubled" boolean DEFAULT false NOT NULL,
	"confirmed_at" timestamp with time zone,
	"missing_since" timestamp with time zone,
	"gone_at" timestamp with time zone,
	"search" text GENERATED ALWAYS AS (host_search(vm_id, name, owner, guid, ipv4, ipv6, public_ip, additional_ips)) STORED
);
--> statement-breakpoint
CREATE TABLE "known_browsers" (
	"browser_hash" text NOT NULL,
	"account_id" uuid NOT NULL,
	"last_used_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "live_streams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "operations" (
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
	"view_id" uuid,
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
	"claimed_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "rate_limits" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"sid_hash" text NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone DEFAULT now() NOT NULL,
	"idle_ms" bigint NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	"user_agent" text,
	"address" text,
	"last_address" text,
	"second_factor_at" timestamp with time zone,
	"proven_again_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_failed_at" timestamp with time zone NOT NULL,
	"not_before" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tenancies" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"vm_id" text NOT NULL,
	"guid" text,
	"owner" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "account_links" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token_hash" text NOT NULL,
	"purpose" text NOT NULL,
	"account_id" uuid,
	"user_id" text,
	"email" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"created_by" text,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "challenges" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"purpose" text NOT NULL,
	"account_id" uuid,
	"challenge" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invite_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_by" text NOT NULL,
	"cursor" text,
	"total" integer,
	"sent" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"ended_at" timestamp with time zone,
	"stopped_at" timestamp with time zone,
	"claimed_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] DEFAULT '{}'::text[] NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sso_tickets" (
	"jti" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "totp_factors" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"sealed" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint
);
--> statement-breakpoint
CREATE TABLE "consoles" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"tenancy_id" uuid NOT NULL,
	"vm_id" text NOT NULL,
	"session_id" uuid NOT NULL,
	"view_id" uuid,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"end_reason" text
);
--> statement-breakpoint
CREATE TABLE "host_labels" (
	"tenancy_id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"note" text,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "monitor_days" (
	"tenancy_id" uuid NOT NULL,
	"day" text NOT NULL,
	"samples" "bytea" NOT NULL,
	"complete" boolean NOT NULL,
	"fetched_at" timestamp with time zone NOT NULL,
	"claimed_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "pending_passwords" (
	"operation_id" uuid PRIMARY KEY NOT NULL,
	"vm_id" text NOT NULL,
	"sealed" text,
	"state" text DEFAULT 'waiting' NOT NULL,
	"sent_at" timestamp with time zone,
	"tasks_before" jsonb,
	"refusal" text,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "snapshot_notes" (
	"tenancy_id" uuid NOT NULL,
	"snapshot_name" text NOT NULL,
	"note" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sparklines" (
	"tenancy_id" uuid PRIMARY KEY NOT NULL,
	"points" jsonb NOT NULL,
	"drawn_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "call_budget" (
	"id" text PRIMARY KEY NOT NULL,
	"tokens" integer NOT NULL,
	"refilled_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "master_minutes" (
	"minute" timestamp with time zone NOT NULL,
	"instance" text NOT NULL,
	"calls" integer NOT NULL,
	"refused" integer NOT NULL,
	"failed" integer NOT NULL,
	"total_ms" bigint NOT NULL,
	"slowest_ms" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "master_profile" (
	"id" text PRIMARY KEY NOT NULL,
	"knows_owner_filter" boolean,
	"owner_filter_at" timestamp with time zone,
	"owner_column" text,
	"ownerless_rows" integer,
	"bad_rows" integer,
	"doubled_rows" integer,
	"last_answer_at" timestamp with time zone,
	"down_since" timestamp with time zone,
	"last_fault" jsonb,
	"last_fault_at" timestamp with time zone,
	"clock_skew_ms" integer,
	"clock_skew_at" timestamp with time zone,
	"utc_offset_minutes" integer,
	"utc_offset_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "master_surveys" (
	"id" text PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"survey" jsonb
);
--> statement-breakpoint
CREATE TABLE "mirror_syncs" (
	"scope" text PRIMARY KEY NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"rows" integer,
	"wanted_at" timestamp with time zone,
	"held_back_rows" integer,
	"held_back_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"claimed_by" text,
	"claimed_until" timestamp with time zone,
	"detail" jsonb
);
--> statement-breakpoint
CREATE TABLE "announcement_dismissals" (
	"announcement_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"dismissed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "announcements" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"text_en" text NOT NULL,
	"text_zh" text NOT NULL,
	"tone" text NOT NULL,
	"from" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone,
	"created_by" text NOT NULL,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"account_id" uuid,
	"actor_name" text NOT NULL,
	"actor_role" text NOT NULL,
	"view_id" uuid,
	"action" text NOT NULL,
	"user_id" text,
	"vm_id" text,
	"subject" text,
	"outcome" text NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"address" text
);
--> statement-breakpoint
CREATE TABLE "audit_settlements" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"outcome" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "host_creations" (
	"form_key" text PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"owner" text NOT NULL,
	"name" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"outcome" text DEFAULT 'going' NOT NULL,
	"vm_id" text
);
--> statement-breakpoint
CREATE TABLE "nodes" (
	"node_id" text PRIMARY KEY NOT NULL,
	"name" text,
	"area_id" text,
	"area_name" text,
	"address" text,
	"maintenance" boolean DEFAULT false NOT NULL,
	"free_cpu" integer,
	"free_memory_mb" integer,
	"free_disk_gb" integer,
	"remark" text,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "number_holders" (
	"user_id" text PRIMARY KEY NOT NULL,
	"row_id" text NOT NULL,
	"username" text,
	"email" text,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "owner_moves" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"from_owner" text NOT NULL,
	"to_owner" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"holds_until" timestamp with time zone NOT NULL,
	"row_id" text,
	"look_at" timestamp with time zone,
	"still_since" timestamp with time zone,
	"account_id" uuid,
	"actor_name" text,
	"actor_role" text
);
--> statement-breakpoint
CREATE TABLE "pool_uses" (
	"pool_id" text PRIMARY KEY NOT NULL,
	"total" integer NOT NULL,
	"used" integer NOT NULL,
	"counted_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "provider_settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "views" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"session_id" uuid NOT NULL,
	"staff_account_id" uuid NOT NULL,
	"staff_name" text NOT NULL,
	"staff_role" text NOT NULL,
	"user_id" text NOT NULL,
	"customer_name" text NOT NULL,
	"reason" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"changes_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "known_browsers" ADD CONSTRAINT "known_browsers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "live_streams" ADD CONSTRAINT "live_streams_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_links" ADD CONSTRAINT "account_links_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "challenges" ADD CONSTRAINT "challenges_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "totp_factors" ADD CONSTRAINT "totp_factors_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consoles" ADD CONSTRAINT "consoles_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "host_labels" ADD CONSTRAINT "host_labels_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "monitor_days" ADD CONSTRAINT "monitor_days_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_passwords" ADD CONSTRAINT "pending_passwords_operation_id_operations_id_fk" FOREIGN KEY ("operation_id") REFERENCES "public"."operations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "snapshot_notes" ADD CONSTRAINT "snapshot_notes_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sparklines" ADD CONSTRAINT "sparklines_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_dismissals" ADD CONSTRAINT "announcement_dismissals_announcement_id_announcements_id_fk" FOREIGN KEY ("announcement_id") REFERENCES "public"."announcements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "announcement_dismissals" ADD CONSTRAINT "announcement_dismissals_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_settlements" ADD CONSTRAINT "audit_settlements_event_id_audit_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."audit_events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_username_key" ON "accounts" USING btree ("username_key");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_email_key" ON "accounts" USING btree ("email_key") WHERE email_key is not null;--> statement-breakpoint
CREATE INDEX "accounts_user_id" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "hosts_owner" ON "hosts" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "hosts_node" ON "hosts" USING btree ("node_id");--> statement-breakpoint
CREATE INDEX "hosts_missing" ON "hosts" USING btree ("missing_since") WHERE missing_since is not null;--> statement-breakpoint
CREATE INDEX "hosts_by_name" ON "hosts" USING btree ((lower(name) collate "C"),"vm_id","name") WHERE gone_at is null;--> statement-breakpoint
CREATE INDEX "hosts_by_id" ON "hosts" USING btree (length(vm_id),"vm_id") WHERE gone_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "known_browsers_pair" ON "known_browsers" USING btree ("browser_hash","account_id");--> statement-breakpoint
CREATE INDEX "live_streams_session" ON "live_streams" USING btree ("session_id","opened_at");--> statement-breakpoint
CREATE UNIQUE INDEX "operations_one_going" ON "operations" USING btree ("vm_id") WHERE outcome in ('open', 'checking') and kind not in ('open-console', 'end-console');--> statement-breakpoint
CREATE UNIQUE INDEX "operations_form_key" ON "operations" USING btree ("form_key");--> statement-breakpoint
CREATE INDEX "operations_tenancy" ON "operations" USING btree ("tenancy_id","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "operations_going" ON "operations" USING btree ("outcome") WHERE outcome in ('open', 'checking');--> statement-breakpoint
CREATE INDEX "operations_look_again" ON "operations" USING btree ("look_again_at") WHERE look_again_at is not null;--> statement-breakpoint
CREATE INDEX "operations_started" ON "operations" USING btree ("started_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "operations_host" ON "operations" USING btree ("vm_id","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "operations_by_staff" ON "operations" USING btree ("started_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE actor_role <> 'customer';--> statement-breakpoint
CREATE INDEX "operations_reinstalls" ON "operations" USING btree ("ended_at" DESC NULLS LAST) WHERE kind = 'reinstall' and outcome = 'done';--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_sid_hash" ON "sessions" USING btree ("sid_hash");--> statement-breakpoint
CREATE INDEX "sessions_account" ON "sessions" USING btree ("account_id","ended_at");--> statement-breakpoint
CREATE INDEX "sessions_in_use" ON "sessions" USING btree ("last_used_at") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "tenancies_current" ON "tenancies" USING btree ("vm_id") WHERE until is null;--> statement-breakpoint
CREATE INDEX "tenancies_owner" ON "tenancies" USING btree ("owner");--> statement-breakpoint
CREATE UNIQUE INDEX "account_links_token" ON "account_links" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "account_links_account" ON "account_links" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "account_links_user" ON "account_links" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "challenges_challenge" ON "challenges" USING btree ("challenge");--> statement-breakpoint
CREATE INDEX "challenges_account" ON "challenges" USING btree ("account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invite_runs_one" ON "invite_runs" USING btree ((true)) WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "passkeys_account" ON "passkeys" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "recovery_codes_account" ON "recovery_codes" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "consoles_session" ON "consoles" USING btree ("session_id","ended_at");--> statement-breakpoint
CREATE INDEX "consoles_vm" ON "consoles" USING btree ("vm_id","ended_at");--> statement-breakpoint
CREATE UNIQUE INDEX "monitor_days_pair" ON "monitor_days" USING btree ("tenancy_id","day");--> statement-breakpoint
CREATE INDEX "monitor_days_day" ON "monitor_days" USING btree ("day");--> statement-breakpoint
CREATE UNIQUE INDEX "snapshot_notes_pair" ON "snapshot_notes" USING btree ("tenancy_id","snapshot_name");--> statement-breakpoint
CREATE UNIQUE INDEX "master_minutes_pair" ON "master_minutes" USING btree ("minute","instance");--> statement-breakpoint
CREATE UNIQUE INDEX "announcement_dismissals_pair" ON "announcement_dismissals" USING btree ("announcement_id","account_id");--> statement-breakpoint
CREATE INDEX "audit_events_at" ON "audit_events" USING btree ("at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_events_user" ON "audit_events" USING btree ("user_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "audit_events_account" ON "audit_events" USING btree ("account_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "owner_moves_pair" ON "owner_moves" USING btree ("from_owner","to_owner");--> statement-breakpoint
CREATE INDEX "owner_moves_look" ON "owner_moves" USING btree ("look_at") WHERE look_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "views_one_a_session" ON "views" USING btree ("session_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "views_user" ON "views" USING btree ("user_id","started_at" DESC NULLS LAST);--> statement-breakpoint
-- The audit can't be changed; only housekeeping may delete it, once it is old.
CREATE FUNCTION audit_events_stand() RETURNS trigger AS $$
BEGIN
	IF TG_OP = 'DELETE' AND OLD.at < now() - interval '700 days' THEN
		RETURN OLD;
	END IF;
	RAISE EXCEPTION 'audit events can be neither changed nor deleted';
END;
$$ LANGUAGE plpgsql;
--> statement-breakpoint
CREATE TRIGGER audit_events_stand BEFORE UPDATE OR DELETE ON "audit_events" FOR EACH ROW EXECUTE FUNCTION audit_events_stand();
--> statement-breakpoint
CREATE TRIGGER audit_events_stand_whole BEFORE TRUNCATE ON "audit_events" FOR EACH STATEMENT EXECUTE FUNCTION audit_events_stand();
--> statement-breakpoint
CREATE TRIGGER audit_settlements_stand BEFORE UPDATE OR DELETE ON "audit_settlements" FOR EACH ROW EXECUTE FUNCTION audit_events_stand();
--> statement-breakpoint
CREATE TRIGGER audit_settlements_stand_whole BEFORE TRUNCATE ON "audit_settlements" FOR EACH STATEMENT EXECUTE FUNCTION audit_events_stand();
