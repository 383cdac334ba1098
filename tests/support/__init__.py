"""What tests share: guards against leftovers and the network, and servers that misbehave."""
