CREATE TABLE "alerts" (
	"kind" text PRIMARY KEY NOT NULL,
	"told" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"mailed_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "pool_uses" ADD COLUMN "name" text;