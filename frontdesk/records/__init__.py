"""The company's records: customers, invoices, orders and returns."""
