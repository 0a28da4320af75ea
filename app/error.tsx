"use client";

export { LoneCrash as default } from "@/components/shell/crash";
