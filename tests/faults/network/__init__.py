"""Whatever the network does between app and central, all ends in step, everything once."""
