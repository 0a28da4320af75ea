CREATE TABLE "customer_references" (
	"user_id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customer_requests" (
	"form_key" text PRIMARY KEY NOT NULL,
	"body_hash" text NOT NULL,
	"user_id" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "host_services" (
	"tenancy_id" uuid PRIMARY KEY NOT NULL,
	"reference" text,
	"plan_id" uuid,
	"paid_until" timestamp with time zone,
	"price_text" text,
	"renew_url" text,
	"upgrade_url" text,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"form_key" text NOT NULL,
	"body_hash" text NOT NULL,
	"account_id" uuid NOT NULL,
	"token_id" uuid NOT NULL,
	"actor_name" text NOT NULL,
	"reference" text NOT NULL,
	"owner" text NOT NULL,
	"name" text NOT NULL,
	"place" text NOT NULL,
	"image_id" text NOT NULL,
	"plan_id" uuid,
	"language" text NOT NULL,
	"outcome" text NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"known_ids" text[] DEFAULT '{}'::text[] NOT NULL,
	"is_listed" boolean DEFAULT false NOT NULL,
	"vm_id" text,
	"refusal" text,
	"not_sent_cause" text,
	"leased_by" text,
	"leased_until" timestamp with time zone,
	"tied_at" timestamp with time zone,
	"tied_by" text
);
--> statement-breakpoint
ALTER TABLE "host_services" ADD CONSTRAINT "host_services_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "customer_references_reference" ON "customer_references" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "host_services_reference" ON "host_services" USING btree ("reference");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_key" ON "orders" USING btree ("form_key");--> statement-breakpoint
CREATE UNIQUE INDEX "orders_one_a_reference" ON "orders" USING btree ("reference") WHERE outcome in ('open', 'checking', 'unconfirmed');--> statement-breakpoint
CREATE UNIQUE INDEX "orders_one_a_name" ON "orders" USING btree ("owner","name") WHERE outcome in ('open', 'checking', 'unconfirmed');--> statement-breakpoint
CREATE INDEX "orders_untied" ON "orders" USING btree ("reference") WHERE outcome = 'done' and tied_at is null;--> statement-breakpoint
CREATE INDEX "orders_started" ON "orders" USING btree ("started_at" DESC NULLS LAST,"id");