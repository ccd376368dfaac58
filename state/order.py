"""Where an order can be: what the records keep and what results tell."""

from typing import Literal

OrderStatus = Literal["Processing", "Shipped", "Delivered", "Delayed"]
