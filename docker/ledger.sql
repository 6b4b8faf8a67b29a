CREATE DATABASE ledger OWNER dateline;
