# SPDX-License-Identifier: EUPL-1.2

import django.contrib.postgres.constraints
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogi', '0005_who_names_a_besluittype'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='besluittype',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('concept', False)), expressions=[(models.Func(models.Func(models.F('catalogus'), models.Value(0), function='uuid_hash_extended'), models.Func(models.F('catalogus'), models.Value(0), function='uuid_hash_extended'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.Func(models.F('omschrijving'), models.Value(0), function='hashtextextended'), models.Func(models.F('omschrijving'), models.Value(0), function='hashtextextended'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('begin_geldigheid'), models.F('einde_geldigheid'), models.Value('[]'), function='daterange'), '&&')], name='ztc_016_besluittype'),
        ),
        migrations.AddConstraint(
            model_name='informatieobjecttype',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('concept', False)), expressions=[(models.Func(models.Func(models.F('catalogus'), models.Value(0), function='uuid_hash_extended'), models.Func(models.F('catalogus'), models.Value(0), function='uuid_hash_extended'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.Func(models.F('omschrijving'), models.Value(0), function='hashtextextended'), models.Func(models.F('omschrijving'), models.Value(0), function='hashtextextended'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('begin_geldigheid'), models.F('einde_geldigheid'), models.Value('[]'), function='daterange'), '&&')], name='ztc_016_informatieobjecttype'),
        ),
        migrations.AddConstraint(
            model_name='zaaktype',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('concept', False)), expressions=[(models.Func(models.Func(models.F('catalogus'), models.Value(0), function='uuid_hash_extended'), models.Func(models.F('catalogus'), models.Value(0), function='uuid_hash_extended'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.Func(models.F('identificatie'), models.Value(0), function='hashtextextended'), models.Func(models.F('identificatie'), models.Value(0), function='hashtextextended'), models.Value('[]'), function='int8range'), '&&'), (models.Func(models.F('begin_geldigheid'), models.F('einde_geldigheid'), models.Value('[]'), function='daterange'), '&&')], name='ztc_016_zaaktype'),
        ),
    ]
