import rawi

try:
    rawi.page("<html><body><p>Nothing to read here.</p></body></html>")
except rawi.RawiError as error:
    print(error)
