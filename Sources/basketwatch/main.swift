print("basketwatch")
