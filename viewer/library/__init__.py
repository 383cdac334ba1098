"""Results on disk: the files as they were received, and an index beside them.

    <library>/
      index.sqlite                                            the index; made anew from the files whenever it has to be
      <server host>/<job ID>/
        <type>.<UTC time>-<first 8 of SHA-256><suffix>        the bytes as they came; never overwritten
        <the same name>.json                                  its sidecar: server, job ID, type, time, size, SHA-256
      .jrv-<random>.part                                      what is being written; swept when its process is dead

The files are the truth. A file without a sidecar that can be read is known by its name and its bytes; an index that is
damaged, missing or out of step is brought in step from the files. Folders are for the user alone (0700), files too (0600).
"""
