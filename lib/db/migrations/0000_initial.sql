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
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp with time zone,
	"rstack_status" text DEFAULT 'unconfirmed' NOT NULL,
	"rstack_status_at" timestamp with time zone,
	"rstack_doubt_since" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "call_budget" (
	"id" text PRIMARY KEY NOT NULL,
	"tokens" integer NOT NULL,
	"refilled_at" timestamp with time zone NOT NULL
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
	"public_ip" text,
	"public_port" integer,
	"addresses_at" timestamp with time zone,
	"state_word" text,
	"state_at" timestamp with time zone,
	"state_since" timestamp with time zone,
	"seen_at" timestamp with time zone NOT NULL,
	"doubled" boolean DEFAULT false NOT NULL,
	"gone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "known_browsers" (
	"browser_hash" text NOT NULL,
	"account_id" uuid NOT NULL,
	"last_used_at" timestamp with time zone DEFAULT now() NOT NULL
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
	"clock_skew_at" timestamp with time zone
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
	"claimed_by" text,
	"claimed_until" timestamp with time zone
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
	"address" text
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
	"until" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "known_browsers" ADD CONSTRAINT "known_browsers_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_username_key" ON "accounts" USING btree ("username_key");--> statement-breakpoint
CREATE UNIQUE INDEX "accounts_email_key" ON "accounts" USING btree ("email_key") WHERE email_key is not null;--> statement-breakpoint
CREATE INDEX "accounts_user_id" ON "accounts" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "hosts_owner" ON "hosts" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "hosts_node" ON "hosts" USING btree ("node_id");--> statement-breakpoint
CREATE UNIQUE INDEX "known_browsers_pair" ON "known_browsers" USING btree ("browser_hash","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "master_minutes_pair" ON "master_minutes" USING btree ("minute","instance");--> statement-breakpoint
CREATE UNIQUE INDEX "operations_one_going" ON "operations" USING btree ("vm_id") WHERE outcome in ('open', 'checking');--> statement-breakpoint
CREATE UNIQUE INDEX "operations_form_key" ON "operations" USING btree ("form_key");--> statement-breakpoint
CREATE INDEX "operations_tenancy" ON "operations" USING btree ("tenancy_id","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "operations_account" ON "operations" USING btree ("account_id","started_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "operations_going" ON "operations" USING btree ("outcome") WHERE outcome in ('open', 'checking');--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_sid_hash" ON "sessions" USING btree ("sid_hash");--> statement-breakpoint
CREATE INDEX "sessions_account" ON "sessions" USING btree ("account_id","ended_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tenancies_current" ON "tenancies" USING btree ("vm_id") WHERE until is null;--> statement-breakpoint
CREATE INDEX "tenancies_owner" ON "tenancies" USING btree ("owner");