"""Which table, row, column or block of one text answers to which of another."""
