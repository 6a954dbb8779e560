"""`python -m commands ...` is `lotse ...` where the package is not installed, as on a platform."""

from commands.main import main

main()
