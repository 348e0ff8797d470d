rawi init desk                                       # a folder with a database, no server
rawi collect -w desk demo/pages/*.html               # kept unaltered, each once
rawi read --new -w desk                              # what was not read yet
rawi search "قصف" -w desk --limit 3                  # any spelling
rawi events -w desk --reports 2                      # told by two outlets or more
rawi verify -w desk                                  # nothing was altered since
