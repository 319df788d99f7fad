# Starts the Autobahn testsuite's wstest, which is of Python 2, from the folder that it was installed to.
# Usage: wstest.py FOLDER, then wstest's own arguments. Servers listen on loopback alone.
import functools
import site
import sys

folder = sys.argv.pop(1)
site.addsitedir(folder)  # the zope packages are joined by .pth files, which only a site folder honours
sys.path.insert(0, folder)

from autobahntestsuite import fuzzing, wstest

fuzzing.listenWS = functools.partial(fuzzing.listenWS, interface="127.0.0.1")
wstest.run()
