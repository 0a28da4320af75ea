ALTER TABLE "undo_points" ADD COLUMN "token_id" uuid;--> statement-breakpoint
ALTER TABLE "undo_points" ADD COLUMN "body_hash" text;