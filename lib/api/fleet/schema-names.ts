import "server-only";
import type { z } from "zod";
import { CustomerChangeRequest, NewCustomerRequest } from "./customer-requests";
import { FleetEventList } from "./event-endpoints";
import * as answers from "./fleet-schemas";
import { HostChangeRequest } from "./host-endpoints";
import * as places from "./infrastructure-schemas";
import { OrderRequest } from "./order-request";
import { SignInLinkRequest } from "./shop-endpoints";
import * as webhooks from "./webhook-endpoints";

/** Names in `#/components/schemas` of what a provider's tokens send and are answered. */
export const FLEET_NAMES = {
  FleetHost: answers.FleetHost,
  FleetHostList: answers.FleetHostList,
  FleetOperation: answers.FleetOperation,
  FleetOperationList: answers.FleetOperationList,
  FleetCustomer: answers.FleetCustomer,
  PlanList: answers.PlanList,
  FleetCustomerList: answers.FleetCustomerList,
  FleetAlreadyDone: answers.FleetAlreadyDone,
  Connection: places.Connection,
  CapacityList: places.CapacityList,
  AreaList: places.AreaList,
  NodeList: places.NodeList,
  FleetImageList: places.FleetImageList,
  FleetMediumList: places.FleetMediumList,
  PoolList: places.PoolList,
  PoolAddressList: places.PoolAddressList,
  TaskList: places.TaskList,
  FleetBackupList: places.FleetBackupList,
  UsageList: answers.UsageList,
  FleetEventList,
  FleetWebhook: webhooks.FleetWebhookDocument,
  FleetWebhookList: webhooks.FleetWebhookList,
  NewFleetWebhook: webhooks.NewFleetWebhook,
  WebhookRequest: webhooks.WebhookRequest,
  DifferenceList: answers.DifferenceList,
  SignInLink: answers.SignInLink,
  SignInLinkRequest,
  OrderRequest,
  HostChangeRequest,
  NewCustomerRequest,
  CustomerChangeRequest,
} satisfies Record<string, z.ZodType>;
