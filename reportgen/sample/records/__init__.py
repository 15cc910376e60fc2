"""Small files of every declared export (model/records), and the breaches planted in them."""
