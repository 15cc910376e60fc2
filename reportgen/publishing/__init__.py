"""A period reaches its readers on the web: releases that replace one another whole, and a preview of them."""
