"""The steps: plain functions and routers, a module a job."""
