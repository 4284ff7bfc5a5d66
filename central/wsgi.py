"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from central import serving

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "central.settings")
application = get_wsgi_application()
serving.begin()
