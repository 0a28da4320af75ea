"use client";

import "./globals.css";

export { default } from "@/components/shell/whole-crash";
