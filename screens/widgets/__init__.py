"""The widgets that screens are made of. Begin with `tile`, then `tile_grid` and `row_list`."""
