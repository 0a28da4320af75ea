CREATE TABLE "oidc_ties" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"account_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"made_by" text NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "oidc_ties_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "confirmed_email_key" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "proven_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "provider_token" text;--> statement-breakpoint
ALTER TABLE "challenges" ADD COLUMN "proven_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "challenges" ADD COLUMN "provider_token" text;--> statement-breakpoint
ALTER TABLE "oidc_ties" ADD CONSTRAINT "oidc_ties_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "oidc_ties_account" ON "oidc_ties" USING btree ("issuer","account_id");