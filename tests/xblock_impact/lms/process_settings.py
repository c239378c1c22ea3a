"""Settings of the tests' LMS in processes of its own: database and bucket come from the environment, as JSON."""

import json
import os

import pymysql

from tests.xblock_impact.lms.platform import common_settings

pymysql.install_as_MySQLdb()
globals().update(common_settings())
DATABASES = {"default": json.loads(os.environ["IMPACT_TEST_DATABASE"])}
XBLOCK_SETTINGS = {"ImpactBlock": json.loads(os.environ["IMPACT_TEST_BUCKET"])}
