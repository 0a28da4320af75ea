CREATE TABLE "guest_invitations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"owner" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"email" text NOT NULL,
	"email_key" text NOT NULL,
	"tenancy_ids" uuid[],
	"role" text NOT NULL,
	"may_reinstall" boolean DEFAULT false NOT NULL,
	"until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "guest_rights" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"owner" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"tenancy_id" uuid,
	"role" text NOT NULL,
	"may_reinstall" boolean DEFAULT false NOT NULL,
	"until" timestamp with time zone,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"last_used_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"ended_by" text
);
--> statement-breakpoint
ALTER TABLE "consoles" ADD COLUMN "guest_right_id" uuid;--> statement-breakpoint
ALTER TABLE "guest_invitations" ADD CONSTRAINT "guest_invitations_invited_by_accounts_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest_rights" ADD CONSTRAINT "guest_rights_account_id_accounts_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest_rights" ADD CONSTRAINT "guest_rights_invited_by_accounts_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."accounts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "guest_rights" ADD CONSTRAINT "guest_rights_tenancy_id_tenancies_id_fk" FOREIGN KEY ("tenancy_id") REFERENCES "public"."tenancies"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "guest_invitations_email" ON "guest_invitations" USING btree ("email_key") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "guest_invitations_owner" ON "guest_invitations" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "guest_rights_account" ON "guest_rights" USING btree ("account_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "guest_rights_owner" ON "guest_rights" USING btree ("owner");