CREATE TABLE "owner_moves" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"from_owner" text NOT NULL,
	"to_owner" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"holds_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "owner_moves_pair" ON "owner_moves" USING btree ("from_owner","to_owner");