CREATE TABLE "number_holders" (
	"user_id" text PRIMARY KEY NOT NULL,
	"row_id" text NOT NULL,
	"username" text,
	"email" text,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "rstack_row_id" text;--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "former_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "tenancies" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "owner_moves" ADD COLUMN "row_id" text;--> statement-breakpoint
ALTER TABLE "owner_moves" ADD COLUMN "look_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "owner_moves" ADD COLUMN "still_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "owner_moves" ADD COLUMN "account_id" uuid;--> statement-breakpoint
ALTER TABLE "owner_moves" ADD COLUMN "actor_name" text;--> statement-breakpoint
ALTER TABLE "owner_moves" ADD COLUMN "actor_role" text;--> statement-breakpoint
ALTER TABLE "views" ADD COLUMN "retired_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "owner_moves_look" ON "owner_moves" USING btree ("look_at") WHERE look_at is not null;