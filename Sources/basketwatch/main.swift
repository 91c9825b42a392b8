import BasketConsole
import Glibc

exit(basketwatch.main().rawValue)
